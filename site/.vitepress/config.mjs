import fs from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitepress'
import { forgeLinks, slug } from '../links.mjs'
import { root } from '../pages.mjs'
import { sidebar } from './sidebar.mjs'

const linked = new Set()

export default defineConfig({
    title: 'Foretoken',
    description: 'Forecasts of sequences in Java, token by token, with intervals and without training',
    lang: 'en-GB',
    srcDir: 'target/pages',
    outDir: 'target/site',
    cacheDir: 'target/cache',
    // Plain file servers find a page under its whole name.
    cleanUrls: false,
    metaChunk: true,
    // Copies of files that pages link to, and the javadoc, come after the pages; site/check follows these links.
    ignoreDeadLinks: [/^\/files\//, /^\/api\//],
    head: [['link', { rel: 'icon', href: 'data:,' }]],
    markdown: {
        math: true,
        anchor: { slugify: slug },
        languageAlias: { bibtex: 'latex' },
        config: md => {
            forgeMath(md)
            forgeLinks(md, linked)
        },
    },
    themeConfig: {
        nav: [
            { text: 'Start here', link: '/start' },
            { text: 'Cookbook', link: '/cookbook/' },
            { text: 'API', link: '/api/index.html', target: '_self' },
        ],
        sidebar,
        outline: [2, 3],
        search: { provider: 'local' },
        docFooter: { prev: 'Before', next: 'Next' },
        externalLinkIcon: true,
    },
    buildEnd: config => {
        for (const file of linked) {
            const copy = path.join(config.outDir, 'files', path.relative(root, file))
            fs.mkdirSync(path.dirname(copy), { recursive: true })
            fs.copyFileSync(file, copy)
        }
    },
})

/** Blocks marked math, as forges have them, are formulas. */
function forgeMath(md) {
    const fence = md.renderer.rules.fence
    md.renderer.rules.fence = (tokens, index, ...rest) =>
        tokens[index].info.trim() === 'math' ? md.renderer.rules.math_block([{ content: tokens[index].content }], 0)
            : fence(tokens, index, ...rest)
}
