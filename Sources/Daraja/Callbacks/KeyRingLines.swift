import Payments

/// What `kaunta keys` says of keys: by their fingerprints, never by a byte of them.
extension TagKeyRing {
  /// A line a key, in the order of the file.
  package var lines: [String] {
    keys.map { key in
      "\(key.fingerprint)  \(key.status.rawValue)" + (key.retiredSince.map { " since \($0.text)" } ?? "")
    }
  }

  /// What became of the keys when this ring took another's place, and when it counts.
  package func lines(insteadOf old: TagKeyRing) -> [String] {
    let status = keys.first { $0.bytes == old.active.bytes }?.status.rawValue ?? "gone"
    return [
      "\(active.fingerprint) signs new addresses; \(old.active.fingerprint) is \(status).",
      "The listener takes it within ten seconds; kaunta doctor says when it has.",
    ]
  }
}
