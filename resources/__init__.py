"""Files that the program reads: model pack manifests, icons, styles, translations."""
