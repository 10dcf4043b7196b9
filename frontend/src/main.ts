import htmx from "htmx.org";
import "./favicon.svg";
import "./icons.svg";
import { askBefore } from "./confirm";
import { openInDialog } from "./dialogs";
import { CopyButton } from "./elements/copy-button";
import { LanguageSwitch } from "./elements/language-switch";
import { LiveFigures } from "./elements/live-figures";
import { SparkLine } from "./elements/spark-line";
import { ThemeSwitch } from "./elements/theme-switch";
import { ToastShelf } from "./elements/toast-shelf";
import { listenForKeys } from "./keys";
import { keepTimesFresh } from "./times";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;

customElements.define("copy-button", CopyButton);
customElements.define("language-switch", LanguageSwitch);
customElements.define("live-figures", LiveFigures);
customElements.define("spark-line", SparkLine);
customElements.define("theme-switch", ThemeSwitch);
customElements.define("toast-shelf", ToastShelf);

askBefore(document);
openInDialog(document);
listenForKeys(document);
keepTimesFresh(document);
