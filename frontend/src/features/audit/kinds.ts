export const eventKinds = ['change', 'sign_in', 'refusal', 'export', 'access', 'job'] as const
export const outcomes = ['done', 'refused'] as const
export const objectTypes = [
  'organisation',
  'programme',
  'project',
  'partnership',
  'result',
  'indicator',
  'theme',
  'account',
  'conversion_rate',
] as const
