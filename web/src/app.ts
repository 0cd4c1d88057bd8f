// What the pages gain when scripts run. Every page works without this file:
// nothing here decides, submits or hides what a person needs.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "govuk-frontend";
import { warnBeforeLosingChanges } from "./unsaved";
import { followPrintButtons } from "./print";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

// A second click within a second is one click; the server refuses a repeat anyway.
createAll(Button, { preventDoubleClick: true });
for (const component of [
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
]) {
  createAll(component);
}
warnBeforeLosingChanges();
followPrintButtons();
