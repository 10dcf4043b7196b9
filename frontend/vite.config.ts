import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  build: {
    manifest: "assets/manifest.json",
    // What the templates link by name must stay a file: the sprite is fetched once and cached for good.
    assetsInlineLimit: 0,
    modulePreload: false,
    target: ["chrome125", "firefox128", "safari18"],
    // htmx carries an eval; the content security policy and htmx.config.allowEval keep it from running.
    rolldownOptions: { checks: { eval: false }, input: ["src/main.ts", "src/styles/main.css"] },
  },
  server: { port: 5173, strictPort: true },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"] },
});
