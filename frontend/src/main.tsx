import './styles.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { onStepUp } from './api/client'
import { App, createApp } from './app'
import { setLanguage, startLanguage } from './i18n'
import { askForProof } from './lib/step-up'

const place = document.getElementById('root')
if (!place) throw new Error('index.html has no place for the application')
onStepUp(askForProof)
const app = createApp()
await setLanguage(startLanguage())
createRoot(place).render(
  <StrictMode>
    <App {...app} />
  </StrictMode>,
)
