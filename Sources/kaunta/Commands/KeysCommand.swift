import ArgumentParser
import CommandText
import Daraja
import Payments
import Settings

/// `kaunta keys`: the keys of the callback addresses.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List, rotate and remove the keys that sign callback addresses.",
    discussion: """
      Run it as the account that made the home. A running listener takes new keys within ten seconds, and until it has, \
      no desk sends. Keys are told apart by their fingerprints; no key is ever shown.
      """,
    subcommands: [List.self, Rotate.self, Remove.self])

  /// `kaunta keys list`.
  struct List: ReadingCommand {
    static let configuration = CommandConfiguration(abstract: "List the keys by their fingerprints.")

    @OptionGroup var homeOption: HomeOption

    func run() throws {
      for line in try KeyRing.read(try homeOption.settings()).lines { Output.line(line) }
    }
  }

  /// `kaunta keys rotate`.
  struct Rotate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a new key; the one before still verifies answers, for 35 days at least.")

    @OptionGroup var homeOption: HomeOption

    @Flag(name: .long, help: "The old key may have leaked: what comes under it is kept, and proves nothing by itself.")
    var leaked = false

    func run() throws {
      let settings = try homeOption.settings()
      let ring = try KeyRing.read(settings)
      let day = EastAfricaTime(SystemClock().now()).businessDay
      guard let rotated = ring.rotated(to: RandomIdentifiers.keyBytes(), on: day, oldLeaked: leaked) else {
        throw fail("the machine gave no 32 random bytes for a key. The keys are as they were. Try again.", 1)
      }
      try KeyRing.write(rotated, settings)
      for line in rotated.lines(insteadOf: ring) { Output.line(line) }
    }
  }

  /// `kaunta keys remove`.
  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove an old key, once no money can come under it any more.")

    @OptionGroup var homeOption: HomeOption

    @Argument(help: "The key's fingerprint.")
    var fingerprint: String

    func run() throws {
      let settings = try homeOption.settings()
      let ring = try KeyRing.read(settings)
      let books = try OpenBooks(settings)
      let open = try books.ledger.openPayments().map(\.recordedAt.wallMilliseconds)
      let left: TagKeyRing
      do {
        left = try ring.removing(fingerprint, openSince: open, now: books.clock.now().wallMilliseconds)
      } catch {
        throw fail(error.sentence, Exit.usage)
      }
      try KeyRing.write(left, settings)
      Output.line("\(fingerprint) is removed.")
    }
  }
}

/// The file of callback keys.
private enum KeyRing {
  static func read(_ settings: ShopSettings) throws -> TagKeyRing {
    do { return try settings.readKeyRing() } catch { throw fail(error.text, Exit.settings) }
  }

  static func write(_ ring: TagKeyRing, _ settings: ShopSettings) throws {
    do { try settings.home.write(ring, to: settings.callbacks.keysFile) } catch {
      throw fail(error.sentence, Exit.notWritable)
    }
  }
}
