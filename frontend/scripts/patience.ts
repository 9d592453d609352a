// Lets tests wait long for what a busy machine draws late; what never comes fails all the same.
import { configure } from '@testing-library/preact'

configure({ asyncUtilTimeout: 30_000 })
