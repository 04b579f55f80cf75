/** Telling the owner, wherever that is: browser, ntfy, Telegram, e-mail; once, and not at night. */
export { type Alert, type Channel, CHANNELS, ROUTED_TOPICS, type RoutedTopic } from "./alert.ts";
export { ALERTS } from "./accept.ts";
export { type Alerts, type AlertsNeeds, type ChannelState, createAlerts } from "./alerts.ts";
export type { Delivery, DeliveryState } from "./delivery.ts";
export { PUSH_DEVICES_MAX, type PushDevice } from "./devices.ts";
export { EMAIL_SECURITY, NTFY_SERVER, TELEGRAM_API } from "./places.ts";
export { type PlaceName, PLACES, type ShownSettings } from "./setup.ts";
