/** Apart from the pages, for their addresses are read before they are fetched. */
export const statuses = ['not_due', 'due', 'overdue', 'submitted', 'returned', 'accepted'] as const
export const kinds = ['progress', 'financial', 'annual', 'final', 'steering_group', 'special'] as const
export const groupings = ['partner', 'programme', 'period', 'kind'] as const
