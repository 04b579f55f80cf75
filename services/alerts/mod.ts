/** Alerts to the owner by web push, ntfy, Telegram and e-mail: each once, and not during quiet hours. */
export { type Alert, type Channel, CHANNELS, ROUTED_TOPICS, type RoutedTopic } from "./alert.ts";
export { ALERTS_SUBJECT } from "./enqueue_alert.ts";
export { type Alerts, type AlertsNeeds, type ChannelState, createAlerts } from "./alerts.ts";
export type { Delivery, DeliveryState } from "./delivery.ts";
export { PUSH_DEVICES_MAX, type PushDevice } from "./push_devices.ts";
export { EMAIL_SECURITY, NTFY_SERVER, TELEGRAM_API } from "./channel_settings.ts";
export { CONFIGURED_CHANNELS, type ConfiguredChannel, type ShownSettings } from "./setup.ts";
