// In the style of the Go programs for Nest: the token in the URL, structs that take nothing but the JSON types of the vendor's
// pages, and no member that they do not know. Prints the ids of all devices, then the name of the first home.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"sort"
	"strings"
	"time"
)

type Common struct {
	DeviceID       string    `json:"device_id"`
	Locale         string    `json:"locale"`
	Software       string    `json:"software_version"`
	StructureID    string    `json:"structure_id"`
	Name           string    `json:"name"`
	NameLong       string    `json:"name_long"`
	Label          string    `json:"label"`
	WhereID        string    `json:"where_id"`
	WhereName      string    `json:"where_name"`
	IsOnline       bool      `json:"is_online"`
	LastConnection time.Time `json:"last_connection"`
}

type Thermostat struct {
	Common
	CanHeat           bool      `json:"can_heat"`
	CanCool           bool      `json:"can_cool"`
	HvacMode          string    `json:"hvac_mode"`
	PreviousHvacMode  string    `json:"previous_hvac_mode"`
	HvacState         string    `json:"hvac_state"`
	HasFan            bool      `json:"has_fan"`
	FanTimerActive    bool      `json:"fan_timer_active"`
	FanTimerTimeout   time.Time `json:"fan_timer_timeout"`
	FanTimerDuration  int       `json:"fan_timer_duration"`
	TargetF           int       `json:"target_temperature_f"`
	TargetC           float32   `json:"target_temperature_c"`
	TargetHighF       int       `json:"target_temperature_high_f"`
	TargetHighC       float32   `json:"target_temperature_high_c"`
	TargetLowF        int       `json:"target_temperature_low_f"`
	TargetLowC        float32   `json:"target_temperature_low_c"`
	AmbientF          int       `json:"ambient_temperature_f"`
	AmbientC          float32   `json:"ambient_temperature_c"`
	EcoHighF          int       `json:"eco_temperature_high_f"`
	EcoHighC          float32   `json:"eco_temperature_high_c"`
	EcoLowF           int       `json:"eco_temperature_low_f"`
	EcoLowC           float32   `json:"eco_temperature_low_c"`
	AwayHighF         int       `json:"away_temperature_high_f"`
	AwayHighC         float32   `json:"away_temperature_high_c"`
	AwayLowF          int       `json:"away_temperature_low_f"`
	AwayLowC          float32   `json:"away_temperature_low_c"`
	LockedMinF        int       `json:"locked_temp_min_f"`
	LockedMinC        float32   `json:"locked_temp_min_c"`
	LockedMaxF        int       `json:"locked_temp_max_f"`
	LockedMaxC        float32   `json:"locked_temp_max_c"`
	Humidity          int       `json:"humidity"`
	Scale             string    `json:"temperature_scale"`
	IsLocked          bool      `json:"is_locked"`
	IsEmergencyHeat   bool      `json:"is_using_emergency_heat"`
	HasLeaf           bool      `json:"has_leaf"`
	SunlightEnabled   bool      `json:"sunlight_correction_enabled"`
	SunlightActive    bool      `json:"sunlight_correction_active"`
	TimeToTarget      string    `json:"time_to_target"`
	TimeToTargetTrain string    `json:"time_to_target_training"`
}

type Protect struct {
	Common
	BatteryHealth  string    `json:"battery_health"`
	CoState        string    `json:"co_alarm_state"`
	SmokeState     string    `json:"smoke_alarm_state"`
	IsManualTest   bool      `json:"is_manual_test_active"`
	LastManualTest time.Time `json:"last_manual_test_time"`
	UIColorState   string    `json:"ui_color_state"`
}

type Camera struct {
	Common
	IsStreaming    bool      `json:"is_streaming"`
	IsAudio        bool      `json:"is_audio_input_enabled"`
	IsHistory      bool      `json:"is_video_history_enabled"`
	IsPublic       bool      `json:"is_public_share_enabled"`
	LastOnline     time.Time `json:"last_is_online_change"`
	WebURL         string    `json:"web_url"`
	AppURL         string    `json:"app_url"`
	SnapshotURL    string    `json:"snapshot_url"`
	PublicShareURL string    `json:"public_share_url"`
	Zones          []struct {
		Name string `json:"name"`
		ID   int    `json:"id"`
	} `json:"activity_zones"`
	LastEvent struct {
		HasSound    bool      `json:"has_sound"`
		HasMotion   bool      `json:"has_motion"`
		HasPerson   bool      `json:"has_person"`
		Start       time.Time `json:"start_time"`
		End         time.Time `json:"end_time"`
		URLsExpire  time.Time `json:"urls_expire_time"`
		WebURL      string    `json:"web_url"`
		AppURL      string    `json:"app_url"`
		ImageURL    string    `json:"image_url"`
		AnimatedURL string    `json:"animated_image_url"`
		ZoneIDs     []string  `json:"activity_zone_ids"`
	} `json:"last_event"`
}

type Structure struct {
	ID          string    `json:"structure_id"`
	Name        string    `json:"name"`
	Country     string    `json:"country_code"`
	PostalCode  string    `json:"postal_code"`
	TimeZone    string    `json:"time_zone"`
	Away        string    `json:"away"`
	Thermostats []string  `json:"thermostats"`
	Protects    []string  `json:"smoke_co_alarms"`
	Cameras     []string  `json:"cameras"`
	EtaBegin    time.Time `json:"eta_begin"`
	PeakStart   time.Time `json:"peak_period_start_time"`
	PeakEnd     time.Time `json:"peak_period_end_time"`
	Rhr         bool      `json:"rhr_enrollment"`
	CoState     string    `json:"co_alarm_state"`
	SmokeState  string    `json:"smoke_alarm_state"`
	Security    string    `json:"wwn_security_state"`
	Wheres      map[string]struct {
		ID   string `json:"where_id"`
		Name string `json:"name"`
	} `json:"wheres"`
}

type Tree struct {
	Devices struct {
		Thermostats map[string]Thermostat `json:"thermostats"`
		Protects    map[string]Protect    `json:"smoke_co_alarms"`
		Cameras     map[string]Camera     `json:"cameras"`
	} `json:"devices"`
	Structures map[string]Structure `json:"structures"`
	Metadata   struct {
		AccessToken   string `json:"access_token"`
		ClientVersion int    `json:"client_version"`
		UserID        string `json:"user_id"`
	} `json:"metadata"`
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func main() {
	// What a line in a hosts file does: whatever the name, the connection leads here.
	dial := func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, os.Getenv("CONNECT_TO"))
	}
	client := http.Client{Transport: &http.Transport{DialContext: dial}, Timeout: 20 * time.Second}
	answer, err := client.Get("https://developer-api.nest.com/.json?auth=" + os.Args[1])
	must(err)
	defer answer.Body.Close()
	decoder := json.NewDecoder(answer.Body)
	decoder.DisallowUnknownFields()
	var tree Tree
	must(decoder.Decode(&tree))
	ids := []string{}
	for id := range tree.Devices.Thermostats {
		ids = append(ids, id)
	}
	for id := range tree.Devices.Protects {
		ids = append(ids, id)
	}
	for id := range tree.Devices.Cameras {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	eta := `{"trip_id":"go","estimated_arrival_window_begin":"2097-01-01T10:00:00Z","estimated_arrival_window_end":"2097-01-01T11:00:00Z"}`
	request, err := http.NewRequest("PUT", "https://developer-api.nest.com/structures/annas-home/eta.json?auth="+os.Args[1], strings.NewReader(eta))
	must(err)
	request.Header.Set("Content-Type", "text/plain")
	refused, err := client.Do(request)
	must(err)
	defer refused.Body.Close()
	var problem struct{ Error, Type, Message, Instance string }
	must(json.NewDecoder(refused.Body).Decode(&problem))
	fmt.Println(strings.Join(ids, " "))
	fmt.Println(tree.Structures["annas-home"].Name)
	fmt.Println(refused.StatusCode, problem.Error)
}
