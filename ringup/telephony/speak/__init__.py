"""The browser's door: a page with one button that talks to the assistant, standing for a smart speaker."""
