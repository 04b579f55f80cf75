// One line a file, in the order of the alphabet.
import ai from "./ai.json" with { type: "json" };
import alerts from "./alerts.json" with { type: "json" };
import api from "./api.json" with { type: "json" };
import auth from "./auth.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import cuts from "./cuts.json" with { type: "json" };
import files from "./files.json" with { type: "json" };
import forms from "./forms.json" with { type: "json" };
import gallery from "./gallery.json" with { type: "json" };
import inventory from "./inventory.json" with { type: "json" };
import items from "./items.json" with { type: "json" };
import jobs from "./jobs.json" with { type: "json" };
import listing from "./listing.json" with { type: "json" };
import live from "./live.json" with { type: "json" };
import lookups from "./lookups.json" with { type: "json" };
import lots from "./lots.json" with { type: "json" };
import market from "./market.json" with { type: "json" };
import photos from "./photos.json" with { type: "json" };
import price from "./price.json" with { type: "json" };
import rates from "./rates.json" with { type: "json" };
import report from "./report.json" with { type: "json" };
import settings from "./settings.json" with { type: "json" };
import shell from "./shell.json" with { type: "json" };
import shop from "./shop.json" with { type: "json" };
import tables from "./tables.json" with { type: "json" };
import taxonomy from "./taxonomy.json" with { type: "json" };
import terminal from "./terminal.json" with { type: "json" };
import today from "./today.json" with { type: "json" };
import transfer from "./transfer.json" with { type: "json" };
import unreadable from "./unreadable.json" with { type: "json" };
import relay from "./relay.json" with { type: "json" };
import watches from "./watches.json" with { type: "json" };

export default {
  ai,
  alerts,
  api,
  auth,
  common,
  cuts,
  files,
  forms,
  gallery,
  inventory,
  items,
  jobs,
  listing,
  live,
  lookups,
  lots,
  market,
  photos,
  price,
  rates,
  report,
  settings,
  shell,
  shop,
  tables,
  taxonomy,
  terminal,
  today,
  transfer,
  unreadable,
  relay,
  watches,
};
