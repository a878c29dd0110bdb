import { type PointerEvent, useRef } from 'react'
import { shifted, type View } from './view'

/** Moves the picture with the pointer; the buttons do the same for those who use none. */
export function useDrag(view: View, onView: (view: View) => void, size: { width: number; height: number }) {
  const start = useRef<{ x: number; y: number; view: View } | undefined>(undefined)
  return {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      if (event.pointerType === 'touch' || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      start.current = { x: event.clientX, y: event.clientY, view }
    },
    onPointerMove: (event: PointerEvent) => {
      const from = start.current
      if (!from) return
      const x = (event.clientX - from.x) / size.width
      const y = (event.clientY - from.y) / size.height
      onView(shifted(from.view, x, y))
    },
    onPointerUp: () => {
      start.current = undefined
    },
  }
}
