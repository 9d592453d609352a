declare module '*.md' {
  const blocks: import('../../../scripts/markdown.mjs').Block[]
  export default blocks
}
