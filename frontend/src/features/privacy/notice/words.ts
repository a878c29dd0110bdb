import type { Language } from '../../../lib/languages'

export interface NoticePart {
  heading: string
  text: string
  points?: string[]
}

/** The privacy notice in one language; long, so each comes only when it is read. */
export interface NoticeWords {
  title: string
  lead: string
  responsible: {
    heading: string
    /** Said where the installation has not named who answers for the data. */
    unnamed: string
    name: string
    contact: string
    officer: string
    authority: string
  }
  parts: NoticePart[]
  back: string
}

export const noticeWords: Record<Language, () => Promise<NoticeWords>> = {
  en: () => import('./en').then((part) => part.words),
  nb: () => import('./nb').then((part) => part.words),
  bs: () => import('./bs').then((part) => part.words),
  pl: () => import('./pl').then((part) => part.words),
}
