/// What a supervisor has resolved among the unmatched callbacks, to be looked up.
///
/// Whatever is counted, filed, purged or compared goes by this one rule.
package struct ResolvedUnmatched: Sendable {
  /// The callbacks that were decided about, whether or not they could be read then: each was there.
  package let callbacks: Set<CallbackName>
  private let byCallback: [CallbackName: [UnmatchedResolution]]
  private let byID: [String: [UnmatchedResolution]]

  /// The things that were resolved.
  package init(_ resolutions: [UnmatchedResolution]) {
    callbacks = Set(resolutions.compactMap(\.item.callback))
    byID = Dictionary(grouping: resolutions, by: \.item.id)
    byCallback = Dictionary(
      resolutions.compactMap { one in one.item.callback.map { ($0, [one]) } }, uniquingKeysWith: +)
  }

  /// This callback was resolved, or a file of one of these names.
  ///
  /// - Parameter code: the result that it states, nil where it cannot be read; looked at only where it matters.
  package func contains(
    _ callback: CallbackName?, _ nameDigests: [String], code: @autoclosure () -> ResultCode?
  ) -> Bool {
    let about = (callback.flatMap { byCallback[$0] } ?? []) + nameDigests.flatMap { byID[$0] ?? [] }
    return !about.isEmpty && (about.contains { $0.item.code != nil } || code() == nil)
  }

  /// This very item was resolved, or another copy of the same callback.
  package func contains(_ item: UnmatchedItem) -> Bool { contains(item.callback, [item.id], code: item.code) }
}
