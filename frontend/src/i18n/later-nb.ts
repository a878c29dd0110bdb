/** What is said on the pages of the few who look after people and programs. */
export const texts: Record<string, object> = import.meta.glob(
  '../locales/nb/{people,invitations,privacy,keys,audit,actions,account_reads,values}.json',
  {
    eager: true,
    import: 'default',
  },
)
