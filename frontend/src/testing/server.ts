import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'

const nothing = { may: [], editable: [], must_fill: [] }

/** Answers in place of the services; what a test does not expect fails it. */
export const server = setupServer(http.get('*/v1/own-access/:type/:id', () => HttpResponse.json(nothing)))
