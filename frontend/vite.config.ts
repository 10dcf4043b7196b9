import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [tailwindcss()],
  build: {
    manifest: "assets/manifest.json",
    rolldownOptions: { input: { main: "src/main.ts" } },
  },
  server: { port: 5173, strictPort: true },
});
