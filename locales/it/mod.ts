// One line a file, in the order of the alphabet.
import ai from "./ai.json" with { type: "json" };
import api from "./api.json" with { type: "json" };
import auth from "./auth.json" with { type: "json" };
import common from "./common.json" with { type: "json" };
import gallery from "./gallery.json" with { type: "json" };
import inventory from "./inventory.json" with { type: "json" };
import items from "./items.json" with { type: "json" };
import jobs from "./jobs.json" with { type: "json" };
import listing from "./listing.json" with { type: "json" };
import lots from "./lots.json" with { type: "json" };
import photos from "./photos.json" with { type: "json" };
import settings from "./settings.json" with { type: "json" };
import shell from "./shell.json" with { type: "json" };
import taxonomy from "./taxonomy.json" with { type: "json" };
import terminal from "./terminal.json" with { type: "json" };
import today from "./today.json" with { type: "json" };
import transfer from "./transfer.json" with { type: "json" };

export default {
  ai,
  api,
  auth,
  common,
  gallery,
  inventory,
  items,
  jobs,
  listing,
  lots,
  photos,
  settings,
  shell,
  taxonomy,
  terminal,
  today,
  transfer,
};
