import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { writeReportPart, writeReportSection } from '../../api/indicators/sdk.gen'
import type { ReportSectionOut } from '../../api/indicators/types.gen'
import { isApiError } from '../../api/problem'
import type { Language } from '../../lib/languages'
import type { SaveState } from '../../ui/save-status'
import { keepSection } from './queries'

/** So long after the last key a text is saved; at once when its field is left. */
const PAUSE = 1500
type Words = ReportSectionOut['text']

/** The text of a section: the report's own, or what a partner says in it. */
function textOf(section: ReportSectionOut, partnerId: string | undefined) {
  if (!partnerId) return section
  const part = section.parts.find(({ organisation }) => organisation.id === partnerId)
  return { ...section, text: {}, version: 0, written_by: null, updated_at: null, reason: null, ...part }
}

/** Saves what somebody writes in a section, one request after another; what failed stays on the screen. */
export function useAutosave(reportId: string, whole: ReportSectionOut, partnerId?: string) {
  const cache = useQueryClient()
  const section = textOf(whole, partnerId)
  const [words, setWords] = useState<Words>(section.text)
  const [state, setState] = useState<SaveState>('saved')
  const [error, setError] = useState<unknown>()
  const [theirs, setTheirs] = useState<ReportSectionOut>()
  const now = useRef({ words, version: section.version, busy: false, dirty: false })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const save = async () => {
    clearTimeout(timer.current)
    const at = now.current
    if (at.busy || !at.dirty) return
    Object.assign(at, { busy: true, dirty: false })
    setState('saving')
    try {
      const path = { report_id: reportId, section: section.section }
      const told = {
        headers: { 'if-match': `"${at.version}"` },
        body: { text: at.words },
        throwOnError: true as const,
      }
      const { data } = partnerId
        ? await writeReportPart({ ...told, path: { ...path, organisation_id: partnerId } })
        : await writeReportSection({ ...told, path })
      at.version = textOf(data, partnerId).version
      keepSection(cache, reportId, data)
      setError(undefined)
      setState(at.dirty ? 'unsaved' : 'saved')
      at.busy = false
      await save()
    } catch (caught) {
      Object.assign(at, { busy: false, dirty: true })
      setState('failed')
      const changed = isApiError(caught) && caught.status === 412
      if (changed) setTheirs(textOf(caught.problem.current as ReportSectionOut, partnerId))
      setError(changed ? undefined : caught)
    }
  }
  const set = (changed: Words) => {
    now.current.words = changed
    now.current.dirty = true
    setWords(changed)
    setState('unsaved')
  }
  const change = (language: Language, text: string) => {
    set({ ...now.current.words, [language]: text })
    clearTimeout(timer.current)
    // Somebody else wrote here: whoever writes decides first whose text stays.
    if (!theirs) timer.current = setTimeout(() => void save(), PAUSE)
  }
  const edit = (language: Language, how: (text: string) => string) =>
    change(language, how(now.current.words[language] ?? ''))
  const settle = async (keep: 'mine' | 'theirs') => {
    if (!theirs) return
    now.current.version = theirs.version
    if (keep === 'theirs') set(theirs.text)
    setTheirs(undefined)
    await save()
  }
  return { section, words, state, error, theirs, change, edit, save: theirs ? undefined : save, settle }
}
