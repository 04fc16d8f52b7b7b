import type { Climate } from '../devices/climate.ts'
import type { Priority } from '../devices/priority.ts'
import { type Degrees, degreesOf, readingOf } from './degrees.ts'
import { macIdOf } from './device-ids.ts'
import { type PriorityName, statusNameOf } from './modes.ts'
import { averageOf, type NumberedRoom, type Sensor } from './rooms.ts'

const names: Readonly<Record<Priority['kind'], PriorityName>> = {
  rooms: 'PickARoom',
  'where people are': 'FollowMe',
  'whole home': 'WholeHouse',
}

const typeOf = ({ device }: Sensor) =>
  device.traits.climate === undefined ? 'IndoorAirSensor' : 'Thermostat'

/** With the names of the vendor's page, and those that a much used library expects. */
function encodeAccessory(sensor: Sensor, degrees: Degrees) {
  return {
    id: sensor.device.number,
    type: typeOf(sensor),
    sensorType: typeOf(sensor),
    excludeTemp: false,
    excludeTemperature: false,
    excludeMotion: false,
    temperature: readingOf(degrees, sensor.temperature),
    status: 'Ok',
    detectMotion: false,
  }
}

function encodePriorityRoom({ number, name, sensors }: NumberedRoom, degrees: Degrees) {
  const temperature = averageOf(sensors.map((sensor) => sensor.temperature))
  const humidity = averageOf(sensors.map((sensor) => sensor.humidity))
  const shownTemperature = temperature === undefined ? null : readingOf(degrees, temperature)
  const shownHumidity = humidity === undefined ? null : Math.round(humidity)
  return {
    id: number,
    roomName: name,
    name,
    roomAvgTemp: shownTemperature,
    avgTemperature: shownTemperature,
    roomAvgHumidity: shownHumidity,
    avgHumidity: shownHumidity,
    overallMotion: false,
    accessories: sensors.map((sensor) => encodeAccessory(sensor, degrees)),
  }
}

function selectedRooms(priority: Priority | undefined, rooms: readonly NumberedRoom[]): readonly number[] {
  const isSelected = (id: string) => priority?.kind !== 'rooms' || priority.roomIds.includes(id)
  return rooms.filter(({ id }) => isSelected(id)).map(({ number }) => number)
}

/** Both shapes that exist, in one answer. */
export function encodePriority(
  deviceNumber: number,
  { climate, priority }: { readonly climate: Climate; readonly priority?: Priority | undefined },
  rooms: readonly NumberedRoom[],
) {
  const degrees = degreesOf(climate)
  const status = statusNameOf(climate.hold)
  const currentPriority = {
    priorityType: names[priority?.kind ?? 'whole home'],
    selectedRooms: selectedRooms(priority, rooms),
    rooms: rooms.map((room) => encodePriorityRoom(room, degrees)),
  }
  return {
    deviceId: macIdOf(deviceNumber),
    status,
    priorityStatus: status,
    currentPriority,
    priority: currentPriority,
  }
}

/** `GET …/group/{id}/rooms`: the same rooms, each with its sensors in full. */
export function encodeGroupRooms(rooms: readonly NumberedRoom[], climate: Climate) {
  const degrees = degreesOf(climate)
  return {
    rooms: rooms.map(({ number, name, sensors }) => ({
      id: number,
      name,
      accessories: sensors.map((sensor) => encodeGroupAccessory(sensor, number, degrees)),
    })),
  }
}

function encodeGroupAccessory(sensor: Sensor, roomId: number, degrees: Degrees) {
  const { device, temperature, humidity } = sensor
  return {
    accessoryId: device.number,
    accessoryAttribute: {
      type: typeOf(sensor),
      connectionMethod: typeOf(sensor) === 'Thermostat' ? 'Internal' : 'RedLink',
      name: device.name,
      model: '',
      serialNumber: macIdOf(device.number),
      softwareRevision: '1.0.0',
      hardwareRevision: '1.0.0',
    },
    accessoryValue: {
      indoorHumidity: Math.round(humidity),
      indoorTemperature: readingOf(degrees, temperature),
      motionDet: false,
      occupancyDet: false,
      excludeTemp: false,
      excludeMotion: false,
      occupancyTimeout: 0,
      status: 'Ok',
      batteryStatus: 'Ok',
      rssiAverage: 5,
      occupancySensitivity: 'Medium',
    },
    roomId,
  }
}
