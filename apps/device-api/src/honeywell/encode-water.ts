import type { Device } from '../devices/device.ts'
import { toTenth } from '../temperature.ts'
import { deviceIdOf, macIdOf } from './device-ids.ts'

const isoSecond = (now: number) => new Date(now).toISOString().replace(/\.\d+Z$/, '')

const shownName = ({ name, label }: Device) => (label === '' ? name : label)

function encodeIdentity(device: Device) {
  return {
    deviceID: deviceIdOf(device.number),
    deviceMac: macIdOf(device.number),
    userDefinedDeviceName: shownName(device),
    name: device.name,
    isAlive: device.traits.connection?.isOnline !== false,
  }
}

/** A water-leak detector; temperatures are in °C whatever the home's thermostats show. */
export function encodeLeakDetector(device: Device, now: number) {
  const { leak } = device.traits
  if (leak === undefined) return undefined
  const time = isoSecond(now)
  return {
    ...encodeIdentity(device),
    deviceClass: 'LeakDetector',
    deviceType: 'Water Leak Detector',
    waterPresent: leak.isLeaking,
    currentSensorReadings: {
      time,
      temperature: toTenth(leak.temperature),
      humidity: Math.round(leak.humidity),
    },
    currentAlarms: leak.isLeaking ? [{ created: time, type: 'WaterPresent' }] : [],
    batteryRemaining: leak.battery,
    lastCheckin: time,
    isRegistered: true,
    hasDeviceCheckedIn: true,
    isDeviceOffline: device.traits.connection?.isOnline === false,
    deviceSettings: {
      userDefinedName: shownName(device),
      buzzerMuted: false,
      checkinPeriod: 1440,
      currentSensorReadPeriod: 1440,
    },
  }
}

export function encodeWaterValve(device: Device, now: number) {
  const { valve } = device.traits
  if (valve === undefined) return undefined
  return {
    ...encodeIdentity(device),
    deviceClass: 'ShutoffValve',
    deviceType: 'Shutoff Valve',
    lastCheckin: isoSecond(now),
    dataSyncInfo: { state: 'Completed', transactionId: '' },
    actuatorValve: {
      commandSource: 'app',
      runningTime: 0,
      // Programs compare it with a capital letter.
      valveStatus: valve.isOpen ? 'Open' : 'Closed',
      motorCycles: 0,
      leakStatus: 'ok',
    },
  }
}

/** What is told of a camera; its pictures stay at home. */
export function encodeCamera(device: Device) {
  const { camera } = device.traits
  if (camera === undefined) return undefined
  return {
    ...encodeIdentity(device),
    deviceClass: 'Camera',
    deviceType: 'Camera',
    cameraOn: camera.isStreaming,
    cameraConfiguration: { audio: camera.hasAudio, motionZones: camera.zones.map(({ name }) => name) },
  }
}
