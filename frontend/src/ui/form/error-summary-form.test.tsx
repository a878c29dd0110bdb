import { zodResolver } from '@hookform/resolvers/zod'
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useForm } from 'react-hook-form'
import { expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { ApiError, type ProblemField } from '../../api/problem'
import { renderPart } from '../../testing/render'
import { DecimalInput } from './decimal-input'
import { ErrorSummaryForm } from './error-summary-form'
import { TextInput } from './fields'
import { LocalisedInput } from './localised-input'

const schema = z.object({
  name: z.string().check(z.minLength(2)),
  amount: z.nullable(z.string().check(z.regex(/^\d+(\.\d+)?$/))),
  title: z.object({ en: z.optional(z.string()), pl: z.optional(z.string()) }),
})
type Values = z.infer<typeof schema>

const refusal = (status: number, fields: ProblemField[] = []) =>
  new ApiError({ code: 'conflict', title: 'Conflict', status, detail: 'It is taken.', fields })

function show(save: (values: Values) => Promise<unknown>) {
  return renderPart(function Part() {
    const form = useForm({
      resolver: zodResolver(schema),
      defaultValues: { name: '', amount: null, title: { en: 'Roads' } } satisfies Values as Values,
    })
    return (
      <ErrorSummaryForm form={form} submit="Save" onSubmit={save}>
        <TextInput name="name" label="Name" />
        <DecimalInput name="amount" label="Amount" unit="NOK" />
        <LocalisedInput name="title" label="Title" />
      </ErrorSummaryForm>
    )
  })
}

it('says what is missing, in a summary that takes the focus and beside the field', async () => {
  const save = vi.fn(async () => undefined)
  await show(save)

  await userEvent.click(await screen.findByRole('button', { name: 'Save' }))

  const link = await screen.findByRole('link', { name: 'Name: This must be filled in' })
  expect(link).toHaveAttribute('href', '#f-name')
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(/must be filled in/)
  await waitFor(() => expect(screen.getByRole('heading', { name: 'There is a problem' })).toHaveFocus())
  expect(save).not.toHaveBeenCalled()
})

it('sends a number as the service reads it, and shows how it was understood', async () => {
  const save = vi.fn(async () => undefined)
  await show(save)

  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'Bihać')
  await userEvent.type(screen.getByRole('textbox', { name: 'Amount' }), '1234567.5')
  expect(screen.getByText('= 1,234,567.5 NOK')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  await waitFor(() =>
    expect(save).toHaveBeenCalledWith({ name: 'Bihać', amount: '1234567.5', title: { en: 'Roads' } }),
  )
})

it('puts a field that the service refused beside its input', async () => {
  await show(async () => {
    throw refusal(422, [{ loc: ['body', 'name'], code: 'string_too_long', message: 'too long' }])
  })

  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'Bihać')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  expect(await screen.findByRole('link', { name: 'Name: This is too long' })).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Bihać')
})

it('shows any other refusal above the form and keeps what was typed', async () => {
  await show(async () => {
    throw refusal(409)
  })

  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'Bihać')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  expect(await screen.findByRole('alert')).toHaveTextContent('It is taken.')
  expect(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Bihać')
})

it('takes a text in several languages, each in its tab', async () => {
  const save = vi.fn(async () => undefined)
  await show(save)

  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'Bihać')
  await userEvent.click(screen.getByRole('tab', { name: 'Polski' }))
  const polish = screen.getByRole('textbox', { name: 'Title, Polski' })
  expect(polish).toHaveAttribute('lang', 'pl')
  await userEvent.type(polish, 'Drogi')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  await waitFor(() =>
    expect(save).toHaveBeenCalledWith(expect.objectContaining({ title: { en: 'Roads', pl: 'Drogi' } })),
  )
})

it('asks before unsaved input is left', async () => {
  const { router } = await show(async () => undefined)

  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'Bihać')
  void router.navigate({ to: '/other' as '/' })

  await userEvent.click(await screen.findByRole('button', { name: 'Leave the page' }))
  expect(await screen.findByRole('heading', { name: 'Other' })).toBeVisible()
})
