//! Graphs as folders of Arrow files.
