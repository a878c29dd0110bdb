/** By themselves: an address is read by them, before anything of a rule is shown. */
export const kinds = [
  'number',
  'percentage',
  'ratio',
  'money',
  'yes_no',
  'scale',
  'text',
  'milestone',
  'formula',
] as const
