import './map.css'
import {
  ArrowDownIcon,
  ArrowLeftIcon,
  ArrowRightIcon,
  ArrowUpIcon,
  MinusIcon,
  PlusIcon,
} from '@navikt/aksel-icons'
import { Button, ToggleGroup } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { type Preset, presets } from './presets'
import { type Move, moved, startView, type View } from './view'

const moves = [
  ['in', 'zoom_in', PlusIcon],
  ['out', 'zoom_out', MinusIcon],
  ['west', 'west', ArrowLeftIcon],
  ['east', 'east', ArrowRightIcon],
  ['north', 'north', ArrowUpIcon],
  ['south', 'south', ArrowDownIcon],
] as const satisfies readonly (readonly [Move, string, unknown])[]

interface MapControlsProps {
  view: View
  onView: (view: View) => void
  /** What frames all that is drawn, where that is no links. */
  all?: string
}

export function MapControls({ view, onView, all }: MapControlsProps) {
  const { t } = useTranslation('map')
  return (
    <div className="map-controls noprint">
      <ToggleGroup
        size="small"
        aria-label={t('view')}
        value={view.preset}
        onChange={(preset) => onView(startView(preset as Preset))}
      >
        {presets.map((preset) => (
          <ToggleGroup.Item
            key={preset}
            value={preset}
            label={preset === 'all' && all ? all : t(`presets.${preset}`)}
          />
        ))}
      </ToggleGroup>
      <div className="map-controls__moves">
        {moves.map(([move, label, Icon]) => (
          <Button
            key={move}
            size="small"
            variant="tertiary"
            data-color="neutral"
            icon={<Icon title={t(label)} />}
            onClick={() => onView(moved(view, move))}
          />
        ))}
      </div>
    </div>
  )
}
