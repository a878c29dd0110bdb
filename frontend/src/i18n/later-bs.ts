/** What is said on pages that not everybody opens. */
export const texts: Record<string, object> = import.meta.glob('../locales/bs/later/*.json', {
  eager: true,
  import: 'default',
})
