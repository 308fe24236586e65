import Payments

/// Why a till is not taken.
package enum TillRefusal: Error, Sendable, Equatable {
  /// A desk has it; the name is what stands in the lock's file, and whoever may choose no other till is not told to.
  case isOpen(Till, holder: String?, isOwn: Bool)
  /// It was given to both, and somebody worked at it lately.
  case inUse(Till, holder: String?, isOwn: Bool, idleMilliseconds: Int64)
  /// Its desk was ended in words and by force, and has it all the same.
  case notLetGo(Till)
  /// Nobody can tell who has it.
  case cannotLock(Till, reason: String)

  /// What is so, what it means, and what to do.
  ///
  /// - Parameter file: the till's lock.
  package func sentence(file: String) -> String {
    switch self {
    case .isOpen(let till, let holder, let isOwn):
      "till \(till.number) is open already: \(holder ?? "another desk") has it. Nothing was changed. "
        + (isOwn ? "That desk must be closed first." : "Close that desk, or use --till with another number.")
    case .inUse(let till, let holder, let isOwn, let idle):
      Self.isOpen(till, holder: holder, isOwn: isOwn).sentence(file: file)
        + " A key was pressed there \(idle / 1_000) s ago; after two minutes without one you may take it over."
    case .notLetGo(let till):
      "till \(till.number) is not let go: the desk there was told to end, and then ended by force, and still has it. What "
        + "waits there is not lost. Ask the administrator: `kaunta tills` as root says who has it."
    case .cannotLock(let till, let reason):
      "till \(till.number) cannot be locked (\(file): \(reason)). Nothing was changed. "
        + "If a link or a pipe lies there, remove it."
    }
  }
}
