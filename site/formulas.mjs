// Formulas: blocks marked math, as forges have them, beside $...$; and the outline of a glyph once a page instead of wherever
// it stands, which is two thirds of a page of formulas.

export function forgeFormulas(md) {
    const fence = md.renderer.rules.fence
    md.renderer.rules.fence = (tokens, index, ...rest) =>
        tokens[index].info.trim() === 'math' ? md.renderer.rules.math_block([{ content: tokens[index].content }], 0)
            : fence(tokens, index, ...rest)
    const render = md.renderer.render.bind(md.renderer)
    md.renderer.render = (...args) => shareGlyphs(render(...args))
}

function shareGlyphs(html) {
    const ids = new Map()
    const shared = html.replace(/<path data-c="[0-9A-F]+"((?: transform="[^"]*")?) d="([^"]*)"((?: transform="[^"]*")?)[^>]*\/>/g,
        (_, before, outline, after) => {
            if (!ids.has(outline)) {
                ids.set(outline, 'glyph' + ids.size)
            }
            return `<use href="#${ids.get(outline)}"${before}${after}></use>`
        })
        .replace(/ data-mml-node="\w+"/g, '')
        // The same for each formula: in style.css.
        .replace(/(<mjx-assistive-mml[^>]*?) style="[^"]*"/g, '$1')
    const outlines = [...ids].map(([outline, id]) => `<path id="${id}" d="${outline}" stroke-width="3"></path>`)
    return ids.size === 0 ? html
        : shared + `<svg class="glyphs" aria-hidden="true" width="0" height="0"><defs>${outlines.join('')}</defs></svg>`
}
