import { createFileRoute } from '@tanstack/react-router'
import { Notice } from '../features/privacy/notice/notice'
import { BarePage } from '../shell/bare-page'

export const Route = createFileRoute('/privacy')({
  component: () => (
    <BarePage>
      <Notice />
    </BarePage>
  ),
})
