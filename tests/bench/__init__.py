"""The measurements themselves: that they run and count right, never how fast."""
