import { download } from '../../../lib/csv'

const properties = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'font-size', 'font-weight'] as const

/** The drawing as a file of its own: what the page's styles say is written into it. */
function alone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const shown = [svg, ...svg.querySelectorAll<SVGElement>('*')]
  const copied = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  shown.forEach((one, index) => {
    const style = getComputedStyle(one)
    for (const name of properties) copied[index]?.setAttribute(name, style.getPropertyValue(name))
    copied[index]?.removeAttribute('class')
  })
  for (const link of copy.querySelectorAll('a')) link.removeAttribute('href')
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(document.body).backgroundColor)
  copy.prepend(ground)
  copy.setAttribute('font-family', 'Source Sans 3, Arial, sans-serif')
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return new XMLSerializer().serializeToString(copy)
}

export function saveSvg(svg: SVGSVGElement, name: string): void {
  download(`${name}.svg`, alone(svg), 'image/svg+xml')
}

/** Twice as fine as on the screen, so that it can be printed. */
export async function savePng(svg: SVGSVGElement, name: string): Promise<void> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(alone(svg))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = svg.viewBox.baseVal.width * 2
  canvas.height = svg.viewBox.baseVal.height * 2
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const link = Object.assign(document.createElement('a'), {
    href: canvas.toDataURL('image/png'),
    download: `${name}.png`,
  })
  link.click()
}
