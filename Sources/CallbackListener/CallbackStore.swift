import Glibc
import Payments
import Spool

func ownProcessID() -> Int32 { getpid() }

/// The listener's way to whatever stores; everything here blocks and runs on the store threads.
struct CallbackStore: Sendable {
  /// What became of a callback.
  enum Outcome: Sendable, Equatable {
    /// It is on disk: 200.
    case accepted
    /// It is not: 503.
    case refused
  }

  let settings: ListenerSettings
  let state: ListenerState

  /// Stores one callback and notes it in the witness log.
  ///
  /// One line is written before the callback is on disk, and one after that and before the answer; a log that fails is
  /// counted and loses nothing.
  func store(_ envelope: SpoolEnvelope) -> Outcome {
    let name = envelope.name
    let day = EastAfricaTime(wallMilliseconds: envelope.arrivedWallMilliseconds).businessDay
    guard state.admits(name, lengthBytes: envelope.body.count, day: day) else { return .refused }
    let entry = WitnessEntry(wallMilliseconds: envelope.arrivedWallMilliseconds, name: name)
    do throws(SpoolError) { try settings.witness?.begin(entry) } catch { state.count(\.witnessFailures) }
    let trial = state.beginStoreTrial()
    do throws(SpoolError) {
      let delivery = try settings.delivery.deliver(envelope)
      do throws(SpoolError) { try settings.witness?.note(entry) } catch { state.count(\.witnessFailures) }
      state.noteStored(name, from: envelope.peer, delivery, trial, at: settings.now())
      return .accepted
    } catch {
      state.noteRefused(envelope.paymentID, error)
      publishRefusal()
      return .refused
    }
  }

  /// Stores that the shop's own trial came; false when it cannot.
  func note(_ trial: TrialCallback) -> Bool { (try? settings.delivery.note(trial)) != nil }

  /// Makes ready what stores, as far as it lets itself be.
  func prepare() {
    let hour: Int64 = 3_600_000
    settings.delivery.sweepUnfinished(olderThanWallMilliseconds: settings.now().wallMilliseconds - hour)
    tend()
  }

  /// What is done with every heartbeat: keys, reserve, witness log, then the heartbeat itself.
  func tend() {
    reloadKeys()
    settings.delivery.fillReserve()
    do throws(SpoolError) { try settings.witness?.sync() } catch { state.count(\.witnessFailures) }
    if state.trouble != nil || state.beatAgeMilliseconds(at: settings.now()) == nil { tryOut() }
    writeHeartbeat()
  }

  private func tryOut() {
    let trial = state.beginStoreTrial()
    do throws(SpoolError) {
      try settings.delivery.probe()
      state.noteStoreWorks(trial)
    } catch {
      state.noteStoreTrouble(error)
    }
  }

  private func writeHeartbeat() {
    // One at a time, or an older one could replace a newer.
    state.beating.withLock { _ in
      let moment = settings.now()
      do throws(SpoolError) {
        try settings.delivery.publish(state.beat(at: moment))
        state.noteBeatWritten(at: moment)
        settings.onHeartbeat()
      } catch {
        state.noteStoreTrouble(error)
      }
    }
  }

  /// Desks learn of a refused callback at once, though not more than once a second.
  func publishRefusal() {
    if let age = state.beatAgeMilliseconds(at: settings.now()), age < 1_000 { return }
    writeHeartbeat()
  }

  private func reloadKeys() {
    let stamp = settings.keys.stamp()
    guard state.isNewStamp(stamp) else { return state.take(nil, stamp: stamp, trouble: nil) }
    do {
      state.take(try settings.keys.load(), stamp: stamp, trouble: nil)
    } catch {
      state.take(
        nil, stamp: stamp,
        trouble: Phrase(
          "The key file changed and cannot be read, so the old keys still hold: a payment asked for under a new key "
            + "would lose its answer. Mend the key file; kaunta doctor says which line.",
          sw: "Faili ya funguo imebadilika na haisomeki, hivyo funguo za zamani zinatumika: malipo yaliyoombwa kwa "
            + "ufunguo mpya yangepoteza jibu. Rekebisha faili; kaunta doctor inasema mstari upi."))
    }
  }
}
