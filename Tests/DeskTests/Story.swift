import Testing

/// Tells a story, and fails where it is told wrongly or not to its end.
func story(
  _ pilot: DeskPilot = DeskPilot(), sourceLocation: SourceLocation = #_sourceLocation,
  _ tell: (DeskPilot) throws -> Void
) rethrows {
  try tell(pilot)
  for failure in pilot.finish() { Issue.record(Comment(rawValue: failure), sourceLocation: sourceLocation) }
}
