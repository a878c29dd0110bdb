/** What is said on the pages of the few who look after people. */
export const texts: Record<string, object> = import.meta.glob(
  '../locales/nb/{people,invitations,privacy}.json',
  {
    eager: true,
    import: 'default',
  },
)
