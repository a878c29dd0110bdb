import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { LockOut } from '../../../api/indicators/types.gen'
import { ANY, type Cell, GridModel } from './grid-model'

export const ModelContext = createContext(new GridModel())

/** What keeps one from saying more of a period, by its id. */
export const LocksContext = createContext<ReadonlyMap<string, LockOut>>(new Map())
export const useLocks = (): ReadonlyMap<string, LockOut> => useContext(LocksContext)

export const useModel = (): GridModel => useContext(ModelContext)

/** One cell: the component is drawn anew when this one changes, and not when another does. */
export function useCell(id: string): Cell {
  const model = useModel()
  const subscribe = useCallback((told: () => void) => model.subscribe(id, told), [model, id])
  return useSyncExternalStore(subscribe, () => model.get(id))
}

export function useCounts(): ReturnType<GridModel['counts']> {
  const model = useModel()
  const subscribe = useCallback((told: () => void) => model.subscribe(ANY, told), [model])
  return useSyncExternalStore(subscribe, () => model.counts())
}
