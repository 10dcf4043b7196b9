import htmx from "htmx.org";
import "./favicon.svg";
import "./icons.svg";
import { askBefore } from "./confirm";
import { openInDialog } from "./dialogs";
import { BulkBar } from "./elements/bulk-bar";
import { CopyButton } from "./elements/copy-button";
import { LanguageSwitch } from "./elements/language-switch";
import { LiveFigures } from "./elements/live-figures";
import { SparkLine } from "./elements/spark-line";
import { ThemeSwitch } from "./elements/theme-switch";
import { ToastShelf } from "./elements/toast-shelf";
import { TrafficChart } from "./elements/traffic-chart";
import { ViewSwitch } from "./elements/view-switch";
import { sendInParts } from "./import-parts";
import { listenForKeys } from "./keys";
import { moveThroughRows } from "./row-keys";
import { keepTimesFresh } from "./times";

htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;

customElements.define("bulk-bar", BulkBar);
customElements.define("copy-button", CopyButton);
customElements.define("language-switch", LanguageSwitch);
customElements.define("live-figures", LiveFigures);
customElements.define("spark-line", SparkLine);
customElements.define("theme-switch", ThemeSwitch);
customElements.define("toast-shelf", ToastShelf);
customElements.define("traffic-chart", TrafficChart);
customElements.define("view-switch", ViewSwitch);

askBefore(document);
openInDialog(document);
listenForKeys(document);
moveThroughRows(document);
sendInParts(document);
keepTimesFresh(document);
