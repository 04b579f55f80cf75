/** Listings of the fake marketplace, as its JSON answers and pages show them. */
export interface FakeListing {
  /** Eleven digits, as they are since 2026. */
  readonly id: string;
  readonly title: string;
  readonly brand: string;
  readonly brandId: number;
  readonly catalogId: number;
  readonly cents: number;
  readonly size: string;
  readonly statusId: 6 | 1 | 2 | 3 | 4;
  readonly promoted?: boolean;
  readonly sold?: boolean;
}

const BRANDS = [["Nike", 53], ["adidas", 14], ["Zara", 12], ["Geox", 3249], ["Mango", 15]] as const;
const STATUSES = [[6, "Nuovo con cartellino"], [2, "Ottime"], [3, "Buone"]] as const;
const MEN_SHOES = 1231;
const FIRST_ID = 10_051_317_000;
const MARKET_SIZE = 300;

/** Shoes of five brands from 6 to 105 euro, one in ten of them promoted. */
export function market(size = MARKET_SIZE): FakeListing[] {
  return Array.from({ length: size }, (_, i) => {
    const [brand, brandId] = BRANDS[i % BRANDS.length]!;
    return {
      id: String(FIRST_ID + i * 37),
      title: `Scarpe ${brand} numero ${i}`,
      brand,
      brandId,
      catalogId: MEN_SHOES,
      cents: 6_00 + (i * 7 % 100) * 100,
      size: String(38 + i % 8),
      statusId: STATUSES[i % STATUSES.length]![0],
      promoted: i % 10 === 9,
    };
  });
}

/** The shape of September 2026. */
export function asResult(listing: FakeListing) {
  const { id, title, brand, cents, size, promoted } = listing;
  const [, status] = STATUSES.find(([id]) => id === listing.statusId) ?? [4, "Discrete"];
  return {
    id: Number(id),
    title,
    price: amount(cents),
    service_fee: amount(70 + Math.round(cents / 20)),
    total_item_price: amount(70 + cents + Math.round(cents / 20)),
    item_box: {
      first_line: brand,
      second_line: `${size} · ${status}`,
      accessibility_label: `${title}, Brand: ${brand}, Condizioni: ${status}, Taglia: ${size}`,
    },
    url: `/items/${id}-scarpe`,
    content_source: promoted ? "search_promoted_items" : "search",
    promoted: promoted ?? false,
    favourite_count: 4,
    view_count: 0,
    photo: { id: 1, url: `https://images.example/${id}.webp`, dominant_color: "#9A896A" },
    user: { id: 77, login: "una_persona", business: false },
  };
}

const amount = (cents: number) => ({ amount: (cents / 100).toFixed(2), currency_code: "EUR" });

/** Padding to the size of real pages, which contain two megabytes of script data. */
const PADDING = `<script>window.data = "${"x".repeat(2_000_000)}";</script>`;

export function itemPage({ id, title, brand, cents, sold }: FakeListing, origin: string): string {
  const product = {
    "@context": "https://schema.org",
    "@type": "Product",
    name: title,
    brand: { "@type": "Brand", name: brand },
    offers: {
      "@type": "Offer",
      price: cents / 100,
      priceCurrency: "EUR",
      availability: `https://schema.org/${sold ? "SoldOut" : "InStock"}`,
    },
  };
  return `<!doctype html><html lang="it"><head><title>${title}</title>
<link rel="canonical" href="https://www.vinted.it/items/${id}-scarpe">
<link rel="stylesheet" href="${origin}/a.css">
<script type="application/ld+json">${JSON.stringify(product)}</script>
${PADDING}</head><body><h1>${title}</h1><img src="/a.png"></body></html>`;
}
