/** The filters of partnerships that a funnel's numbers lead to: ids of a programme or of a round. */
export interface InFunnel {
  supported_by?: string | undefined
  not_supported_by?: string | undefined
  funding_round?: string | undefined
  reached?: string | undefined
}

export const isInFunnel = (values: InFunnel) =>
  Boolean(values.supported_by || values.not_supported_by || values.funding_round || values.reached)
