"""Parts that every place of the window is made of. Each brings its own accessible name and sizes that follow the font."""
