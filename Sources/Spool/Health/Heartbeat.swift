import CanonicalJSON
import Payments

/// What the listener says about itself every ten seconds, for desks and `doctor` to read.
package struct Heartbeat: Sendable, Equatable {
  /// Counted since the listener started.
  package struct Counters: Sendable, Equatable {
    /// Callbacks stored and answered with 200, the first time.
    package var accepted = 0
    /// The same callback again, answered with 200.
    package var repeated = 0
    /// Of both, those from addresses that are not listed.
    package var fromUnlistedAddresses = 0
    /// Requests whose path is no callback address, or whose tag no key made.
    package var wrongTags = 0
    /// Requests with a longer body than any callback.
    package var tooLarge = 0
    /// Requests by another method than POST.
    package var wrongMethods = 0
    /// Callbacks that could not be stored, answered with 503.
    package var refusedStoring = 0
    /// Callbacks refused since too many wait for the disk, answered with 503.
    package var refusedBusy = 0
    /// Copies from strangers beyond the limit, answered with 503.
    package var refusedCopies = 0
    /// Connections that took too long, sent too much or made room for others.
    package var cutOff = 0
    /// Lines that the witness log did not take.
    package var witnessFailures = 0

    /// All zero.
    package init() {}

    /// Each count with its name, in a fixed order.
    package var named: [(name: String, value: Int)] { Self.fields.map { ($0.name, self[keyPath: $0.path]) } }

    /// The count of that name; 0 for a name that there is not.
    package subscript(_ name: String) -> Int {
      Self.fields.first { $0.name == name }.map { self[keyPath: $0.path] } ?? 0
    }

    static let fields: [(name: String, path: WritableKeyPath<Counters, Int> & Sendable)] = [
      ("accepted", \.accepted), ("repeated", \.repeated), ("from_unlisted_addresses", \.fromUnlistedAddresses),
      ("wrong_tags", \.wrongTags), ("too_large", \.tooLarge), ("wrong_methods", \.wrongMethods),
      ("refused_storing", \.refusedStoring), ("refused_busy", \.refusedBusy), ("refused_copies", \.refusedCopies),
      ("cut_off", \.cutOff), ("witness_failures", \.witnessFailures),
    ]
  }

  /// How many payment IDs a ring keeps.
  package static let ringLength = 64

  /// When it was written.
  package var moment: Moment
  /// The listener's process.
  package var processID: Int32
  /// The address and port it listens on.
  package var listensOn: String
  /// What stands before `/c/` in the addresses that Safaricom is given.
  package var publicURL: String
  /// simulator, sandbox or production.
  package var environment: String
  /// The short code whose tags it takes.
  package var shortCode: String
  /// The keys whose tags it takes: a desk whose key is not among them must not push (rules.md section 6).
  package var keyFingerprints: [String]
  /// Counted since the listener started.
  package var counters = Counters()
  /// Payments whose callback it had to refuse, newest last: desks query those first.
  package private(set) var refusedPayments: [PaymentID] = []
  /// Payments that a listed address named with a wrong tag, newest last: desks query those too.
  package private(set) var wrongTagPayments: [PaymentID] = []
  /// When the last callback from a listed address was stored.
  package var lastCallbackAt: Moment?
  /// From which address that is not listed the last one came, or that nobody said from which.
  package var lastUnlistedPeer: String?
  /// How many pieces of the reserve are left.
  package var reservePieces = 0
  /// What keeps it from storing now, in a sentence; nil when it stores.
  package var trouble: Phrase?

  package init(
    moment: Moment, processID: Int32, listensOn: String, publicURL: String, environment: String, shortCode: String,
    keyFingerprints: [String]
  ) {
    self.moment = moment
    self.processID = processID
    self.listensOn = listensOn
    self.publicURL = publicURL
    self.environment = environment
    self.shortCode = shortCode
    self.keyFingerprints = keyFingerprints
  }

  /// Puts a payment whose callback was refused at the end of its ring.
  package mutating func noteRefused(_ paymentID: PaymentID) { Self.append(paymentID, to: &refusedPayments) }

  /// Takes a payment out of the ring again, since its callback was stored after all.
  package mutating func noteStored(_ paymentID: PaymentID) {
    if !refusedPayments.isEmpty { refusedPayments.removeAll { $0 == paymentID } }
  }

  /// Puts a payment that a listed address named with a wrong tag at the end of its ring.
  package mutating func noteWrongTag(_ paymentID: PaymentID) { Self.append(paymentID, to: &wrongTagPayments) }

  private static func append(_ paymentID: PaymentID, to ring: inout [PaymentID]) {
    ring.removeAll { $0 == paymentID }
    ring.append(paymentID)
    if ring.count > ringLength { ring.removeFirst(ring.count - ringLength) }
  }
}

extension Heartbeat {
  /// As JSON text.
  package var json: String {
    var object: JSONObject = [
      "heartbeat": .integer(1), "wall_ms": .integer(moment.wallMilliseconds),
      "boot_ms": .integer(moment.bootMilliseconds), "boot_id": .string(moment.bootID), "pid": .integer(processID),
      "listens_on": .string(listensOn), "public_url": .string(publicURL), "environment": .string(environment),
      "short_code": .string(shortCode), "keys": .array(keyFingerprints.map(JSONValue.string)),
      "counters": .object(JSONObject(Counters.fields.map { ($0.name, .integer(counters[keyPath: $0.path])) })),
      "refused_payments": .array(refusedPayments.map { .string($0.hex) }),
      "wrong_tag_payments": .array(wrongTagPayments.map { .string($0.hex) }),
      "reserve_pieces": .integer(reservePieces),
    ]
    if let last = lastCallbackAt {
      object["last_callback_wall_ms"] = .integer(last.wallMilliseconds)
      // It is of this listener's life, and so of the boot that is named above.
      object["last_callback_boot_ms"] = .integer(last.bootMilliseconds)
    }
    object["last_unlisted_peer"] = lastUnlistedPeer.map(JSONValue.string)
    if let trouble {
      object["trouble"] = .object(
        JSONObject(Language.allCases.map { ($0.rawValue, .string(trouble[$0])) }))
    }
    return object.compactText
  }

  /// Reads what ``json`` wrote; nil when it is not that.
  ///
  /// Unknown members are passed over.
  package init?(json: some Collection<UInt8>) {
    guard let value = try? JSONValue(parsing: json), value["heartbeat"]?.integer == 1,
      let wall = value["wall_ms"]?.integer, let boot = value["boot_ms"]?.integer,
      let bootID = value["boot_id"]?.string, let moment = Moment(readWall: wall, boot: boot, bootID: bootID),
      let pid = value["pid"]?.integer.flatMap(Int32.init(exactly:)),
      let listensOn = value["listens_on"]?.string, let publicURL = value["public_url"]?.string,
      let environment = value["environment"]?.string, let shortCode = value["short_code"]?.string,
      let keys = value["keys"]?.array?.compactMap(\.string)
    else { return nil }
    self.init(
      moment: moment, processID: pid,
      listensOn: listensOn, publicURL: publicURL, environment: environment, shortCode: shortCode,
      keyFingerprints: keys)
    for field in Counters.fields {
      counters[keyPath: field.path] = value["counters"]?[field.name]?.integer.flatMap(Int.init(exactly:)) ?? 0
    }
    refusedPayments = Self.payments(value["refused_payments"])
    wrongTagPayments = Self.payments(value["wrong_tag_payments"])
    lastCallbackAt = Self.lastCallback(
      wall: value["last_callback_wall_ms"]?.integer, boot: value["last_callback_boot_ms"]?.integer, beatAt: moment)
    lastUnlistedPeer = value["last_unlisted_peer"]?.string
    reservePieces = value["reserve_pieces"]?.integer.flatMap(Int.init(exactly:)) ?? 0
    if let english = value["trouble"]?[Language.english.rawValue]?.string,
      let swahili = value["trouble"]?[Language.swahili.rawValue]?.string
    {
      trouble = Phrase(english, sw: swahili)
    }
  }

  /// A listener of an older version tells it by the wall clock alone: as long before its heartbeat as that says.
  private static func lastCallback(wall: Int64?, boot: Int64?, beatAt: Moment) -> Moment? {
    guard let wall, let read = Moment(readWall: wall, boot: boot ?? 0, bootID: beatAt.bootID) else { return nil }
    if boot != nil { return read }
    return beatAt.advanced(byMilliseconds: min(0, read.wallMilliseconds - beatAt.wallMilliseconds))
  }

  /// The same as it is judged.
  package var report: ListenerReport {
    var report = ListenerReport(
      pulse: ListenerPulse(writtenAt: moment, lastCallbackAt: lastCallbackAt), keyFingerprints: keyFingerprints,
      environment: environment, shortCode: shortCode)
    // In the listener's name: what it says must not read as a standing.
    report.trouble = trouble.map { words in
      Phrase(
        "Listener: \(PersonsWords.visible(words.english))",
        sw: "Kipokezi: \(PersonsWords.visible(words.swahili))"
      )
    }
    report.strangerCallbacks = counters.fromUnlistedAddresses
    report.unheardPayments = refusedPayments + wrongTagPayments
    return report
  }

  private static func payments(_ value: JSONValue?) -> [PaymentID] {
    Array((value?.array ?? []).compactMap { $0.string.flatMap(PaymentID.init(hex:)) }.suffix(ringLength))
  }
}
