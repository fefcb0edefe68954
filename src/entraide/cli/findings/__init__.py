"""What `entraide doctor` looks for: a file for each part of a hub, a function for each finding."""
