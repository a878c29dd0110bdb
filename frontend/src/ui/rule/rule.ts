import type { VersionOut } from '../../api/indicators/types.gen'

/** How values are read and added up: what a version of a definition and an indicator both tell. */
export type RuleOut = Omit<
  VersionOut,
  'id' | 'number' | 'name' | 'original_language' | 'published_at' | 'created_at' | 'use_count'
>
