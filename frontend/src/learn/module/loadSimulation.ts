/**
 * The drawn phone is the heaviest thing of a lesson. Whoever opens a lesson or keeps a course fetches it at once, since the
 * network may be gone when it is needed; the worker keeps it from then on.
 */
export const loadSimulation = () => import('./simulation/Simulation')
