import fs from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitepress'
import { forgeFormulas } from '../formulas.mjs'
import { copyOf, forgeLinks, slug } from '../links.mjs'
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
    vite: {
        // The page of mathematics is one chunk, and as long as it is.
        build: { chunkSizeWarningLimit: 1500 },
    },
    // Copies of files that pages link to, and the javadoc, come after the pages; site/check follows these links.
    ignoreDeadLinks: [/^\/files\//, /^\/api\//],
    head: [['link', { rel: 'icon', href: 'data:,' }]],
    markdown: {
        math: true,
        anchor: { slugify: slug },
        languageAlias: { bibtex: 'latex' },
        config: md => {
            forgeFormulas(md)
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
    transformPageData: (page, { siteConfig }) => {
        // Without sections there is nothing to outline, and room for code.
        if (!/^## /m.test(fs.readFileSync(path.join(siteConfig.srcDir, page.filePath), 'utf8'))) {
            page.frontmatter.aside = false
        }
    },
    buildEnd: config => {
        for (const file of linked) {
            const copy = path.join(config.outDir, copyOf(file))
            fs.mkdirSync(path.dirname(copy), { recursive: true })
            fs.copyFileSync(file, copy)
        }
    },
})
