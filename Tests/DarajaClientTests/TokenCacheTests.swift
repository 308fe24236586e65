import Daraja
import Glibc
import Payments
import Synchronization
import TestSupport
import Testing

@testable import DarajaClient

/// A shop's clock and its token seller, both in the test's hands.
private final class Shop: Sendable {
  private let now = Mutex(Fixture.moment)
  private let sold = Mutex(0)
  private let reported = Mutex<[TokenCacheProblem]>([])
  private let buyers = Mutex(0)

  /// So many want a token.
  var begun: Int { buyers.withLock { $0 } }
  func begin() { buyers.withLock { $0 += 1 } }

  var mints: Int { sold.withLock { $0 } }
  var problems: [TokenCacheProblem] { reported.withLock { $0 } }

  func pass(milliseconds: Int64) { now.withLock { $0 = $0.advanced(byMilliseconds: milliseconds) } }
  func reboot() { now.withLock { $0.bootID = "boot-2" } }

  func cache(_ directory: String, key: String = "demo-key", fileMode: UInt32 = 0o600) -> TokenCache {
    TokenCache(
      directory: directory, baseURL: "http://127.0.0.1", consumerKey: key, fileMode: fileMode, waitMilliseconds: 20_000,
      clock: { [self] in now.withLock { $0 } }, report: { [self] problem in reported.withLock { $0.append(problem) } })
  }

  /// Sells `token-1`, `token-2` and so on.
  func mint(lifetimeSeconds: Int = 3599) -> TokenOutcome {
    let number = sold.withLock { count in
      count += 1
      return count
    }
    guard let token = AccessToken("token-\(number)") else { return .failed(.unlistedAnswer, nil) }
    return .token(token, lifetimeSeconds: lifetimeSeconds)
  }

  func token(_ cache: TokenCache, insteadOf rejected: AccessToken? = nil, lifetimeSeconds: Int = 3599) -> String? {
    guard case .token(let token, _) = cache.token(insteadOf: rejected, mint: { mint(lifetimeSeconds: lifetimeSeconds) })
    else { return nil }
    return token.revealed
  }
}

@Suite("One access token for the whole shop server")
struct TokenCacheTests {
  @Test("Bought once, used by every process, kept at mode 0600 under a name that gives nothing away")
  func shared() throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    #expect(shop.token(shop.cache(directory.path)) == "token-1")
    #expect(shop.token(shop.cache(directory.path)) == "token-1")
    #expect(shop.mints == 1)
    #expect(directory.names.count == 2)
    for name in directory.names {
      #expect(directory.mode(of: name) == 0o600)
      #expect(name.hasPrefix("token-") && !name.contains("demo") && !name.contains("127"))
    }
    #expect(shop.problems.isEmpty)
  }

  @Test("Another key has another file; a group's mode survives the umask")
  func separate() throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    #expect(shop.token(shop.cache(directory.path, fileMode: 0o660)) == "token-1")
    #expect(shop.token(shop.cache(directory.path, key: "other", fileMode: 0o660)) == "token-2")
    #expect(directory.names.count == 4)
    for name in directory.names { #expect(directory.mode(of: name) == 0o660) }
  }

  @Test("Times that no clock shows make no token")
  func timesThatNoClockShows() {
    let now = Fixture.moment
    for (wall, boot) in [("-9223372036854775808", "0"), ("0", "9223372036854775807")] {
      let text =
        #"{"version":1,"token":"abc","minted_wall_ms":\#(wall),"minted_boot_ms":\#(boot),"boot_id":"\#(now.bootID)","#
        + #""lifetime_s":3599}"#
      #expect(CachedToken(bytes: Array(text.utf8)) == nil)
    }
  }

  @Test("Eight threads at once buy one token")
  func singleFlight() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path
    let shop = Shop()
    let tokens = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<8 {
        group.addTask {
          await Thread.run {
            shop.begin()
            guard
              case .token(let token, _) = shop.cache(path).token(mint: {
                // So that the others find the lock taken.
                try? waitUntil("all have begun") { shop.begun == 8 }
                return shop.mint()
              })
            else { return nil }
            return token.revealed
          }
        }
      }
      return await group.reduce(into: [String?]()) { $0.append($1) }
    }
    #expect(tokens == Array(repeating: "token-1", count: 8))
    #expect(shop.mints == 1)
  }

  @Test("Refreshed a minute before its end, and not earlier")
  func early() throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    let cache = shop.cache(directory.path)
    #expect(shop.token(cache) == "token-1")
    shop.pass(milliseconds: 3_538_999)
    #expect(shop.token(cache) == "token-1")
    shop.pass(milliseconds: 1)
    #expect(shop.token(cache) == "token-2")
  }

  @Test("A short life is used for half of it")
  func shortLife() throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    let cache = shop.cache(directory.path)
    #expect(shop.token(cache, lifetimeSeconds: 60) == "token-1")
    shop.pass(milliseconds: 29_999)
    #expect(shop.token(cache, lifetimeSeconds: 60) == "token-1")
    shop.pass(milliseconds: 1)
    #expect(shop.token(cache, lifetimeSeconds: 60) == "token-2")
  }

  @Test("After a reboot it is bought anew")
  func reboot() throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    let cache = shop.cache(directory.path)
    #expect(shop.token(cache) == "token-1")
    shop.reboot()
    #expect(shop.token(cache) == "token-2")
  }

  @Test("A refused token is replaced once: the second desk that was refused takes the first one's new token")
  func refused() throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    let (first, second) = (shop.cache(directory.path), shop.cache(directory.path))
    let old = try #require(AccessToken("token-1"))
    #expect(shop.token(first) == "token-1")
    #expect(shop.token(first, insteadOf: old) == "token-2")
    #expect(shop.token(second, insteadOf: old) == "token-2")
    #expect(shop.mints == 2)
  }

  @Test("Only the token that was refused is dropped")
  func drop() throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    let cache = shop.cache(directory.path)
    #expect(shop.token(cache) == "token-1")
    cache.drop(try #require(AccessToken("token-0")))
    #expect(shop.token(cache) == "token-1")
    cache.drop(try #require(AccessToken("token-1")))
    #expect(shop.token(cache) == "token-2")
  }

  @Test(
    "A file that cannot be read is bought anew, and said",
    arguments: ["", "{", "{}", #"{"version":2,"token":"x"}"#, String(repeating: "x", count: 20_000)])
  func unreadable(text: String) throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    let cache = shop.cache(directory.path)
    #expect(shop.token(cache) == "token-1")
    let name = try #require(directory.names.first { $0.hasSuffix(".json") })
    try directory.write(text, to: name)
    #expect(shop.token(cache) == "token-2")
    #expect(shop.token(cache) == "token-2")
    #expect(text.utf8.count > 16_384 || Set(shop.problems) == [.unreadable])
  }

  @Test("A failure is not kept")
  func failure() throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    let cache = shop.cache(directory.path)
    let failed = TokenOutcome.failed(.serviceDown, AnswerNote(status: 503))
    #expect(cache.token(mint: { failed }) == failed)
    #expect(shop.token(cache) == "token-1")
  }

  @Test("Without a directory payments go on, and it is said")
  func noDirectory() {
    let shop = Shop()
    let cache = shop.cache("/nonexistent-\(getpid())")
    #expect(shop.token(cache) == "token-1")
    #expect(shop.token(cache) == "token-2")
    #expect(shop.problems == [.notWritable], "told once")
  }

  @Test("What was mended and breaks anew is told anew")
  func toldAnew() throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    let cache = shop.cache(directory.path)
    #expect(shop.token(cache) == "token-1")
    let name = try #require(directory.names.first { $0.hasSuffix(".json") })
    for _ in 0..<2 {
      try directory.write("{", to: name)
      let other = try #require(shop.token(cache))
      #expect(shop.token(cache) == other)
    }
    #expect(shop.problems == [.unreadable, .unreadable])
  }

  @Test("A holder that hangs is passed over, and it is said")
  func holderHangs() throws {
    let directory = try TemporaryDirectory()
    let shop = Shop()
    #expect(shop.token(shop.cache(directory.path)) == "token-1")
    let lock = try #require(directory.names.first { $0.hasSuffix(".lock") })
    let descriptor = open(directory.path + "/" + lock, O_RDWR | O_CLOEXEC)
    #expect(flock(descriptor, LOCK_EX) == 0)
    defer { close(descriptor) }
    let hasty = TokenCache(
      directory: directory.path, baseURL: "http://127.0.0.1", consumerKey: "demo-key", waitMilliseconds: 50,
      clock: { Fixture.moment.advanced(byMilliseconds: 4_000_000) }, report: { #expect($0 == .holderHangs) })
    #expect(shop.token(hasty) == "token-2")
    // Dropping does not wait: a busy lock means that the token is being replaced.
    hasty.drop(try #require(AccessToken("token-2")))
  }
}
